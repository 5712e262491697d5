# SPDX-License-Identifier: GPL-2.0-only
# The mutation test is one program of several files. They come after the
# library on its linker's line, so the library is named once more.
MUTATE_SRC := $(wildcard tests/mutate/*.c)

$(O)/tests/mutate/mutate: $(MUTATE_SRC:%.c=$(O)/obj/%.o)
$(O)/tests/mutate/mutate: LDLIBS := $(LIB) $(LDLIBS)

CHECK_DEPS += $(O)/tests/mutate/mutate
CHECK_SUITES += tests/mutate/mutate.sh

-include $(MUTATE_SRC:%.c=$(O)/obj/%.d)
