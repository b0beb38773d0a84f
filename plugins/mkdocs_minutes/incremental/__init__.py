"""What follows from the build before: pages that stand, an index of few edits."""
