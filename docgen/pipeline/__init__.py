"""From a workspace to build/: what to make, in which process, what was made, and what changed."""
