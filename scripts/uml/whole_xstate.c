/* Lets user-mode Linux write back the registers of its processes on a processor that has more than it keeps: preloaded.

   It keeps 2,696 bytes for each process. Where the processor has AMX they are 11,008, and a write of fewer is refused
   (EFAULT): the first process dies, and the kernel with it. Here such a write becomes one of the whole set: what it has,
   and behind that what the process has now. Linux 6.1: arch/x86/um/os-Linux/registers.c, arch/x86/kernel/fpu/regset.c;
   ptrace(2), Intel SDM volume 1, 13.4. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <elf.h>
#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/types.h>
#include <sys/uio.h>

enum { LARGEST = 64 * 1024, XSTATE_BV = 512 };

typedef long (*ptrace_call)(int, pid_t, void *, void *);

static long whole(ptrace_call call, pid_t pid, const struct iovec *some)
{
    static _Thread_local unsigned char registers[LARGEST] __attribute__((aligned(64)));
    struct iovec all = {registers, sizeof registers};
    uint64_t present, given;

    if (call(PTRACE_GETREGSET, pid, (void *)(long)NT_X86_XSTATE, &all) < 0)
        return -1;
    if (some->iov_len >= all.iov_len || some->iov_len < XSTATE_BV + sizeof present) {
        errno = EFAULT;
        return -1;
    }
    memcpy(&present, registers + XSTATE_BV, sizeof present);
    memcpy(registers, some->iov_base, some->iov_len);
    /* Bit n: component n is not in its initial state. Those from 9 on (PKRU, AMX) lie behind what was given. */
    memcpy(&given, registers + XSTATE_BV, sizeof given);
    given = (given & 0x1ff) | (present & ~(uint64_t)0x1ff);
    memcpy(registers + XSTATE_BV, &given, sizeof given);
    return call(PTRACE_SETREGSET, pid, (void *)(long)NT_X86_XSTATE, &all);
}

long ptrace(enum __ptrace_request request, ...)
{
    static ptrace_call call;
    va_list rest;
    pid_t pid;
    void *address, *data;
    long result;

    va_start(rest, request);
    pid = va_arg(rest, pid_t);
    address = va_arg(rest, void *);
    data = va_arg(rest, void *);
    va_end(rest);
    if (call == NULL)
        call = (ptrace_call)dlsym(RTLD_NEXT, "ptrace");
    result = call(request, pid, address, data);
    if (result < 0 && request == PTRACE_SETREGSET && (long)address == NT_X86_XSTATE)
        result = whole(call, pid, data);
    return result;
}
