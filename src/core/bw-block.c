/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory for large columns.
 *
 * Fresh memory comes from the kernel page by page, as it is first written: for the 300 MB of a million deals that
 * is 70,000 interruptions, a third of the time to open them. Where the system allows it, large blocks are asked for in
 * pages of 2 MB instead. They are freed and grown like any other memory. What of a block is not needed any more can be given back
 * before all of it is. */

#include "core/bw-block.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum
{
  HUGE_PAGE = 2 << 20,
};

/* Returns: (transfer full): @size bytes that are not initialised; to be freed with g_free(). */
gpointer
bw_block_alloc (gsize size)
{
  void *block;

  if (size < HUGE_PAGE || posix_memalign (&block, HUGE_PAGE, size) != 0)
    return g_malloc (MAX (size, 1));
#ifdef MADV_HUGEPAGE
  madvise (block, size, MADV_HUGEPAGE);
#endif
  return block;
}

/* Gives the pages back that lie wholly between @begin and @end of @block, however it was allocated: what stood in there is lost, the
 * addresses stay the block's. */
void
bw_block_forget (gpointer block,
                 gsize    begin,
                 gsize    end)
{
  gsize     page = (gsize)sysconf (_SC_PAGESIZE);
  uintptr_t first = ((uintptr_t)block + begin + page - 1) / page * page, last = ((uintptr_t)block + end) / page * page;

  if (first < last)
    madvise ((char *)block + (first - (uintptr_t)block), last - first, MADV_DONTNEED);
}
