# errno and the OSErrors that belong to its numbers.
import errno, os
print(errno.ENOENT, errno.errorcode[13], errno.EAGAIN == errno.EWOULDBLOCK, os.strerror(errno.EEXIST))
#> 2 EACCES True File exists
for number in (errno.ENOENT, errno.EACCES, errno.EEXIST, errno.EISDIR, errno.ENOTDIR, errno.EPIPE, errno.EINTR, errno.EIO):
    error = OSError(number, os.strerror(number), 'file')
    print(type(error).__name__, error, error.errno, error.filename)
#> FileNotFoundError [Errno 2] No such file or directory: 'file' 2 file
#> PermissionError [Errno 13] Permission denied: 'file' 13 file
#> FileExistsError [Errno 17] File exists: 'file' 17 file
#> IsADirectoryError [Errno 21] Is a directory: 'file' 21 file
#> NotADirectoryError [Errno 20] Not a directory: 'file' 20 file
#> BrokenPipeError [Errno 32] Broken pipe: 'file' 32 file
#> InterruptedError [Errno 4] Interrupted system call: 'file' 4 file
#> OSError [Errno 5] Input/output error: 'file' 5 file
