"""Results kept between builds, and the key without which nobody's are believed."""
