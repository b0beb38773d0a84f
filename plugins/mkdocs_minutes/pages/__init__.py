"""The archive as pages: records that hold HTML, and the templates beside them."""
