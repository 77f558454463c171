"""The launcher behind `bin/run`: servers and processes of one machine, without Django."""
