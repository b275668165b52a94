"""Pages about accounts: signing in and out, and the people one keeps."""
