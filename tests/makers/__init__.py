"""What makes the data files of the package out of published sources, by `make data`."""
