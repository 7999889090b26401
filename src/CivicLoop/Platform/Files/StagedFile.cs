namespace CivicLoop.Platform.Files;

/// <summary>Bytes that were counted and hashed as they arrived and that are kept nowhere yet: they
/// are gone when this is disposed.</summary>
internal sealed class StagedFile(string path, string sha256, long bytes, bool isCut) : IDisposable
{
    public string Path => path;

    public string Sha256 => sha256;

    public long Bytes => bytes;

    /// <summary>True when more came than may: the rest was not read.</summary>
    public bool IsCut => isCut;

    public void Dispose() => File.Delete(path);
}
