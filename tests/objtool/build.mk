# SPDX-License-Identifier: GPL-2.0-only
# The step without objtool, and objtool beside it. The mutants share what the
# mutation test knows of objects and of chance.
MUTANTS_SRC := tests/objtool/mutants.c tests/objtool/mutant_kinds.c
MUTANTS_OBJ := $(MUTANTS_SRC:%.c=$(O)/obj/%.o) \
	$(filter-out %/mutate.o,$(MUTATE_SRC:%.c=$(O)/obj/%.o))

$(O)/tests/objtool/mutants: $(MUTANTS_OBJ)
$(O)/tests/objtool/mutants: LDLIBS := $(LIB) $(LDLIBS)

COMPARE_SRC := tests/objtool/compare_table.c tests/objtool/compare_orc.c

$(O)/tests/objtool/compare: $(COMPARE_SRC:%.c=$(O)/obj/%.o)

CHECK_DEPS += $(O)/tests/objtool/compare $(O)/tests/objtool/mutants
CHECK_SUITES += tests/objtool/run.sh tests/objtool/findings.sh \
	tests/objtool/shipped.sh tests/objtool/mutants.sh

-include $(MUTANTS_SRC:%.c=$(O)/obj/%.d) $(COMPARE_SRC:%.c=$(O)/obj/%.d)
