#include "circ/status.h"

const char *circ_status_text(CircStatus status)
{
    static const char *const text[] = {
#define STATUS_TEXT(name, words) words,
        CIRC_STATUS_LIST(STATUS_TEXT)
#undef STATUS_TEXT
    };
    return text[status];
}
