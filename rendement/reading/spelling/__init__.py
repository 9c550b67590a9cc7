"""How people spell a number, a date or a time, and what somebody meant who spelled it otherwise."""
