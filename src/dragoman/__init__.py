"""dragoman reads news reports about international affairs into a sourced diplomatic record."""
