/*
 * Copies /realip-agent.jar to /realip/realip-agent.jar, which is all that the image's init container does.
 *
 * It speaks to the kernel directly. Without a C library it is a few KiB, is under this project's licence alone, and
 * needs nothing in its image: no shell, no loader, no /etc, no /proc.
 *
 * The jar is written under a name that nobody else uses and then renamed, so who shares the directory sees a complete
 * jar or none, and a JVM that has the previous one open keeps it.
 */

#define SOURCE "/realip-agent.jar"
#define DIRECTORY "/realip"
#define TARGET DIRECTORY "/realip-agent.jar"

/* the same numbers on every architecture of Linux that is named below */
#define AT_FDCWD (-100L)
#define O_RDONLY 0L
#define O_WRONLY 01L
#define O_CREAT 0100L
#define O_EXCL 0200L

#if defined(__x86_64__)
enum { OPENAT = 257, SENDFILE = 40, FCHMOD = 91, FSYNC = 74, RENAMEAT = 264, UNLINKAT = 263, GETRANDOM = 318,
       WRITE = 1, EXIT = 231 };

static long call(long number, long a, long b, long c, long d)
{
    register long r10 __asm__("r10") = d;
    long result;
    __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10)
                     : "rcx", "r11", "memory");
    return result;
}
#elif defined(__aarch64__)
enum { OPENAT = 56, SENDFILE = 71, FCHMOD = 52, FSYNC = 82, RENAMEAT = 38, UNLINKAT = 35, GETRANDOM = 278,
       WRITE = 64, EXIT = 94 };

static long call(long number, long a, long b, long c, long d)
{
    register long x8 __asm__("x8") = number;
    register long x0 __asm__("x0") = a;
    register long x1 __asm__("x1") = b;
    register long x2 __asm__("x2") = c;
    register long x3 __asm__("x3") = d;
    __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3) : "memory");
    return x0;
}
#else
#error "the numbers of this architecture's system calls are not known"
#endif

static void say(const char *text)
{
    long length = 0;
    while (text[length])
        length++;
    call(WRITE, 2, (long) text, length, 0);
}

static void sayNumber(long number)
{
    char digits[21];
    char *first = digits + sizeof digits - 1;
    *first = 0;
    do
        *--first = (char) ('0' + number % 10);
    while ((number /= 10) > 0);
    say(first);
}

static const char *meaning(long error)
{
    switch (error) {
    case 2: return "no such file or directory";
    case 12: return "out of memory";
    case 13: return "permission denied";
    case 20: return "not a directory";
    case 28: return "no space left";
    case 30: return "read-only file system";
    case 122: return "quota exceeded";
    default: return "see errno(3)";
    }
}

__attribute__((noreturn)) static void end(long code)
{
    call(EXIT, code, 0, 0, 0);
    __builtin_unreachable();
}

/* Returns what the kernel returned, unless that is an error; then what was begun is removed and said to have failed. */
static long check(long result, const char *what, const char *begun)
{
    if (result >= 0)
        return result;
    if (begun)
        call(UNLINKAT, AT_FDCWD, (long) begun, 0, 0);
    say("realip-agent: cannot ");
    say(what);
    say(": error ");
    sayNumber(-result);
    say(", ");
    say(meaning(-result));
    say("; a volume that this user may write to is needed at " DIRECTORY "\n");
    end(1);
}

#if defined(__x86_64__)
__attribute__((force_align_arg_pointer))
#endif
__attribute__((noreturn)) void _start(void)
{
    char temporary[] = DIRECTORY "/.realip-agent-0123456789abcdef";
    unsigned char random[8];
    char *digit = temporary + sizeof temporary - 1 - 2 * sizeof random;
    long bytes = 0;
    long copied;

    long source = check(call(OPENAT, AT_FDCWD, (long) SOURCE, O_RDONLY, 0), "open " SOURCE, 0);
    check(call(GETRANDOM, (long) random, sizeof random, 0, 0), "get random bytes", 0);
    for (unsigned i = 0; i < sizeof random; i++) {
        *digit++ = "0123456789abcdef"[random[i] >> 4];
        *digit++ = "0123456789abcdef"[random[i] & 15];
    }
    long target = check(call(OPENAT, AT_FDCWD, (long) temporary, O_WRONLY | O_CREAT | O_EXCL, 0400),
                        "create a file in " DIRECTORY, 0);
    while ((copied = check(call(SENDFILE, target, source, 0, 1L << 30), "write into " DIRECTORY, temporary)) > 0)
        bytes += copied;
    /* whatever the umask says */
    check(call(FCHMOD, target, 0444, 0, 0), "make the copy readable", temporary);
    check(call(FSYNC, target, 0, 0, 0), "write into " DIRECTORY, temporary);
    check(call(RENAMEAT, AT_FDCWD, (long) temporary, AT_FDCWD, (long) TARGET), "rename the copy to " TARGET, temporary);

    say("realip-agent: copied ");
    sayNumber(bytes);
    say(" bytes to " TARGET "\n");
    end(0);
}
