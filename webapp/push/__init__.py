"""Tell phones: the words, the encryption, the way there."""
