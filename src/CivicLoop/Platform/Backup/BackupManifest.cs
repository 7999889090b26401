using System.Text.Json;
using CivicLoop.Platform.Database;

namespace CivicLoop.Platform.Backup;

/// <summary>A file inside a backup and the digest it must have.</summary>
/// <param name="Name">Path inside the data folder, with forward slashes.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
internal sealed record BackupPart(string Name, long Bytes, string Sha256);

/// <summary>What a backup holds; the first entry of its archive, so that a restore can refuse
/// before it writes anything.</summary>
internal sealed record BackupManifest
{
    public const string EntryName = "manifest.json";

    /// <summary>Form of the archive; a program refuses one it does not know.</summary>
    public const int FormatNow = 1;

    // Names and digests of a million files fit; anything larger is no manifest.
    public const int BytesMax = 256 * 1024 * 1024;

    public required int Format { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required DatabaseEngine Engine { get; init; }

    /// <summary>Migrations the database has had; one this program does not know is of a newer one.
    /// </summary>
    public required IReadOnlyList<string> Migrations { get; init; }

    public required bool WithKeys { get; init; }

    public required IReadOnlyList<BackupPart> Parts { get; init; }

    /// <summary>Null where it is no manifest this program can read.</summary>
    public static BackupManifest? Read(Stream stream)
    {
        try
        {
            var read = JsonSerializer.Deserialize<BackupManifest>(stream, Json);
            return read is { Format: FormatNow } && read.Parts.All(part => IsSafe(part.Name))
                ? read
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    // A damaged or forged archive must not write beside the folder it is restored to.
    private static bool IsSafe(string name) =>
        !Path.IsPathRooted(name) && !name.Contains('\\')
        && name.Split('/').All(part => part is not ("" or "." or ".."));

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };
}
