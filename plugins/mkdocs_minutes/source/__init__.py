"""The notes as they lie on the disk: in which folders, and the only module that reads them."""
