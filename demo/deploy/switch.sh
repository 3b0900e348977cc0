# Checks the revision out beside the running one and points `current` at it.
set -eu
cd "$HOME"
release="releases/$SAURON_REVISION"
if [ ! -f "$release/REVISION" ]; then
  new="$release.new"
  rm -rf "$new" "$new.index"
  mkdir -p "$new"
  GIT_INDEX_FILE="$HOME/$new.index" git --git-dir=repository.git --work-tree="$new" \
    checkout --quiet --force "$SAURON_REVISION" -- .
  rm -f "$new.index"
  echo "$SAURON_REVISION" > "$new/REVISION"
  rm -rf "$release"
  mv "$new" "$release"
fi
# A symbolic link is replaced by renaming another one over it; GNU and BSD name the option differently.
rm -f current.new
ln -s "$release" current.new
mv -fT current.new current 2>/dev/null || mv -fh current.new current
echo "current -> $(readlink current)"

kept=0
for old in $(ls -1t releases); do
  kept=$((kept + 1))
  if [ "$kept" -gt 5 ] && [ "releases/$old" != "$release" ]; then rm -rf "releases/$old"; fi
done
