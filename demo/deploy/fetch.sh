# Brings the revision into this machine's clone of the repository.
set -eu
cd "$HOME"
if [ ! -d repository.git ]; then
  git clone --quiet --bare "$REPOSITORY" repository.git
fi
if ! git --git-dir=repository.git cat-file -e "$SAURON_REVISION^{commit}" 2>/dev/null; then
  git --git-dir=repository.git fetch --quiet origin "+refs/heads/$TRUNK:refs/heads/$TRUNK"
fi
git --git-dir=repository.git --no-pager log -1 --format='fetched %h %s (%an)' "$SAURON_REVISION"
