"""Tell phones: what is due is claimed, asked about once more, sent and written down."""
