using System.IO.Compression;
using System.Text;
using CivicLoop.Domain.Materials;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Files;

namespace CivicLoop.Modules.Materials.Contracts;

/// <summary>A file that was taken in and is kept.</summary>
internal sealed record TakenFile(
    string Sha256, string Name, MaterialFileKind Kind, long Bytes);

/// <summary>Takes in a file of a material: counts it, looks at what it really is, keeps it by its
/// content.</summary>
internal sealed class TakeInFile(FileStore files)
{
    // The list of a document's parts; Word's own is some kilobytes.
    private const int PartListMax = 1024 * 1024;

    private const string PartList = "[Content_Types].xml";

    private const string WordMain =
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

    /// <summary>Where a file stands. It has a copy name of its own: a picture of a case with the
    /// same content may be erased, and this one stays.</summary>
    public static FileKey Key(string sha256) => new(sha256, "material");

    /// <summary>Errors, all on the field <c>files</c>: empty, too large, or as
    /// <see cref="MaterialFileKinds.Of"/>.</summary>
    public async Task<Outcome<TakenFile>> RunAsync(
        Stream source, string? fileName, CancellationToken stop)
    {
        var name = Clean(fileName);
        using var staged = await files.StageAsync(source, MaterialFileKinds.BytesMax, stop);
        if (staged.IsCut)
        {
            return new Problem(
                ProblemCode.FileTooLarge, "files", MaterialFileKinds.MegabytesMax);
        }

        if (staged.Bytes == 0)
        {
            return new Problem(ProblemCode.FileEmpty, "files");
        }

        var content = await File.ReadAllBytesAsync(staged.Path, stop);
        if (!MaterialFileKinds.Of(content, name, Parts(content)).Try(out var kind, out var unfit))
        {
            return unfit;
        }

        await files.KeepAsync(staged, Key(staged.Sha256), stop);
        return new TakenFile(staged.Sha256, name, kind, staged.Bytes);
    }

    // Only the list of parts is unpacked, and no more of it than Word ever writes: an archive that
    // unpacks to gigabytes is told by its names.
    private static WordParts? Parts(byte[] content)
    {
        if (!ZipLimits.IsZip(content))
        {
            return null;
        }

        try
        {
            using var zip = new ZipArchive(new MemoryStream(content), ZipArchiveMode.Read);
            if (zip.GetEntry(PartList) is not { } list)
            {
                return new WordParts(IsWord: false, HasMacros: false);
            }

            var types = Read(list);
            var macros = types.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase)
                || types.Contains("vbaProject", StringComparison.OrdinalIgnoreCase)
                || zip.Entries.Any(one => one.FullName.EndsWith(
                    "vbaProject.bin", StringComparison.OrdinalIgnoreCase));
            var isWord = zip.GetEntry("word/document.xml") is not null
                && (macros || types.Contains(WordMain, StringComparison.Ordinal));
            return new WordParts(isWord, macros);
        }
        catch (InvalidDataException)
        {
            return new WordParts(IsWord: false, HasMacros: false);
        }
    }

    private static string Read(ZipArchiveEntry entry)
    {
        using var unpacked = entry.Open();
        var bytes = new byte[PartListMax];
        var read = unpacked.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return Encoding.UTF8.GetString(bytes, 0, read);
    }

    // A name for lists and for the dossier: no folders, nothing a file system minds.
    private static string Clean(string? fileName)
    {
        var last = (fileName ?? "").Split('/', '\\')[^1];
        var name = string.Concat(last.Where(letter =>
            !char.IsControl(letter) && !"<>:\"|?*".Contains(letter, StringComparison.Ordinal)))
            .Trim(' ', '.');
        return name.Length <= MaterialFileKinds.NameMax
            ? name
            : name[^MaterialFileKinds.NameMax..];
    }
}
