namespace CivicLoop.Platform.Files;

/// <summary>Where a file stands: the SHA-256 of what was sent, and for a copy made of it the copy's
/// name. One picture's files lie side by side and go together.</summary>
/// <param name="Sha256">64 lower-case hexadecimal digits.</param>
internal sealed record FileKey(string Sha256, string? Copy = null)
{
    /// <summary>Folders of 65,536 names keep a million files listable.</summary>
    public string Path =>
        $"{Sha256[..2]}/{Sha256[2..4]}/{Sha256}{(Copy is null ? "" : "." + Copy)}";
}
