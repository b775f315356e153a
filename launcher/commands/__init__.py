"""The commands of ``./jxc``, one a module; see :mod:`launcher.cli`."""
