"""The screen at the front desk."""
