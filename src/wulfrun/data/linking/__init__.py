"""Linking people across agencies, on the restricted side: the only place that knows Splink."""
