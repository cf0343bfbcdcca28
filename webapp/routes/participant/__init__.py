"""What a participant opens on a phone."""
