"""A way in for a repository that has minutes: what it would set, and where its pages were."""
