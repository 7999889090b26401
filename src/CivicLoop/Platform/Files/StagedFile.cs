namespace CivicLoop.Platform.Files;

/// <summary>Bytes that arrived and were counted and hashed on the way, but are kept by nobody yet;
/// gone when it is disposed.</summary>
internal sealed class StagedFile(string path, string sha256, long bytes, bool isCut) : IDisposable
{
    public string Path => path;

    public string Sha256 => sha256;

    public long Bytes => bytes;

    /// <summary>True when more came than may: the rest was not read.</summary>
    public bool IsCut => isCut;

    public void Dispose() => File.Delete(path);
}
