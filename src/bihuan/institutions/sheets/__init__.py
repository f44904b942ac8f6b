"""The register and the answers to a check as Excel."""
