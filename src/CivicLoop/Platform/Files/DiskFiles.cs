namespace CivicLoop.Platform.Files;

/// <summary>Files in the data folder. A file gets its name only once it is whole.</summary>
internal sealed class DiskFiles(string folder) : FileStore(Path.Combine(folder, "tmp"))
{
    public override Task KeepAsync(StagedFile file, FileKey key, CancellationToken stop)
    {
        var path = PathOf(key);
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(file.Path, path, overwrite: true);
        }

        return Task.CompletedTask;
    }

    public override Task<bool> HasAsync(FileKey key, CancellationToken stop) =>
        Task.FromResult(File.Exists(PathOf(key)));

    public override Task<Stream?> OpenAsync(FileKey key, CancellationToken stop)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(
                PathOf(key), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public override Task EraseAsync(FileKey key, CancellationToken stop)
    {
        var path = PathOf(key);
        if (File.Exists(path))
        {
            File.Delete(path);
        }

        return Task.CompletedTask;
    }

    private string PathOf(FileKey key) => Path.Combine(folder, key.Path);
}
