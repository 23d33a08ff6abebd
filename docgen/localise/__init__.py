"""Values become text: numbers, digits, calendars, plurals. How a value is written is a message, and comes in as one."""
