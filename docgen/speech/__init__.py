"""Documents for the ear and for chat: what is read aloud, what is recorded, and what is sent as plain words."""
