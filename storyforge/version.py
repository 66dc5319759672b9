"""The program's version, where everybody can read it without loading anything."""

VERSION = "0.1.0"
