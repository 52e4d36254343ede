# Only forwards: everything is in dev.py, which needs no make.
.PHONY: demo test browser check fix lock

demo test browser check fix lock:
	@python3 dev.py $@
