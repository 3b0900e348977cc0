/**
 * Reads a growing file: $1 path (relative to the home), $2 inode, $3 offset, $4 length and $5 checksum of its first
 * bytes as they were, $6 most bytes to read. An empty $2 asks for the end of the file: its last $6 bytes. Answers one
 * line, then the bytes:
 *   old: inode size from length; new: inode size from length; new: length and checksum of its first bytes; the time
 * "old" is the file that was read before, when it was copied or renamed to $1.1, or renamed to anything beside it. Exit
 * 44: there is no such file.
 */
export const readLogProgram = `set -fu
cd || exit 1
case $1 in /*) path=$1;; *) path=./$1;; esac
inode=$2 offset=$3 head_length=$4 head_sum=$5 most=$6
look() {
  found_inode=0 found_size=0
  [ -f "$1" ] || return 1
  set -- $(ls -Lnid -- "$1") || exit 1
  [ "$#" -ge 6 ] || exit 1
  found_inode=$1 found_size=$6
}
checksum() { set -- $(head -c "$2" < "$1" | cksum); sum=$1; }
is_same() {
  [ "$found_size" -ge "$offset" ] && [ "$found_size" -ge "$head_length" ] || return 1
  checksum "$1" "$head_length"
  [ "$sum" = "$head_sum" ]
}
renamed() {
  find "$(dirname -- "$path")/." -maxdepth 1 -type f -inum "$inode" 2>/dev/null | head -n 1
}
least() { if [ "$1" -lt "$2" ]; then least=$1; else least=$2; fi; }
old_inode=0 old_size=0 old_from=0 old_length=0
new_inode=0 new_size=0 new_from=0 new_length=0 new_head=0 new_sum=0
if look "$path"; then
  [ -r "$path" ] || { echo "$path may not be read" >&2; exit 1; }
  new_inode=$found_inode new_size=$found_size
elif [ -z "$inode" ]; then exit 44
fi
if [ -z "$inode" ]; then
  least "$new_size" "$most"
  new_length=$least new_from=$((new_size - least))
elif [ "$new_inode" = "$inode" ] && found_size=$new_size && is_same "$path"; then
  new_from=$offset
  least $((new_size - new_from)) "$most"
  new_length=$least
else
  old_path=$path.1
  if ! { look "$old_path" && { [ "$found_inode" = "$inode" ] || [ "$head_length" -gt 0 ]; } && is_same "$old_path"; }; then
    old_path=$(renamed)
    { [ -n "$old_path" ] && look "$old_path" && is_same "$old_path"; } || old_path=
  fi
  if [ -n "$old_path" ]; then
    old_inode=$found_inode old_size=$found_size old_from=$offset
    least $((old_size - old_from)) "$most"
    old_length=$least
    [ "$new_size" -gt 0 ] || new_inode=0
  elif [ "$new_inode" = 0 ]; then exit 44
  fi
  if [ "$new_inode" != 0 ] && [ $((old_from + old_length)) -eq "$old_size" ]; then
    least "$new_size" $((most - old_length))
    new_length=$least
  fi
fi
if [ "$new_inode" != 0 ]; then
  least "$new_size" 256
  new_head=$least
  checksum "$path" "$new_head"
  new_sum=$sum
fi
printf "%s %s %s %s %s %s %s %s %s %s %s\\n" "$old_inode" "$old_size" "$old_from" "$old_length" \\
  "$new_inode" "$new_size" "$new_from" "$new_length" "$new_head" "$new_sum" "$(date +%s.%N)"
[ "$old_length" -eq 0 ] || tail -c "+$((old_from + 1))" "$old_path" | head -c "$old_length"
[ "$new_length" -eq 0 ] || tail -c "+$((new_from + 1))" "$path" | head -c "$new_length"
exit 0
`;

/**
 * The end of a file: $1 path (relative to the home), $2 most bytes. Where the file is shorter, what was renamed or copied to
 * $1.1 comes before it. Answers the time, then the bytes. Exit 44: there is no such file.
 */
export const readTailProgram = `set -fu
cd || exit 1
case $1 in /*) path=$1;; *) path=./$1;; esac
most=$2
[ -f "$path" ] || exit 44
[ -r "$path" ] || { echo "$path may not be read" >&2; exit 1; }
date +%s.%N
set -- $(ls -Lnid -- "$path")
[ "$6" -ge "$most" ] || ! [ -r "$path.1" ] || tail -c "$((most - $6))" "$path.1"
tail -c "$most" "$path" | head -c "$most"
exit 0
`;
