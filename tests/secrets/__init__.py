"""Made-up secrets in the spellings of many hands."""
