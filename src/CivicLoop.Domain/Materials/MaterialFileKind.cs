using System.Text;
using CivicLoop.Domain.Evidence;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Materials;

/// <summary>Kinds of file a dossier takes; told by content, never by the name alone.</summary>
public enum MaterialFileKind
{
    Pdf,

    /// <summary>Word since 2007 (ECMA-376).</summary>
    Docx,

    /// <summary>Word before 2007, as WPS still writes it.</summary>
    Doc,

    Jpeg,
    Png,
    WebP,
}

/// <summary>Tells what a file is, and refuses what only claims to be it.</summary>
public static class MaterialFileKinds
{
    /// <summary>Largest file, in megabytes of 2^20 bytes: a scanned plan of a hundred pages.
    /// </summary>
    public const int MegabytesMax = 20;

    public const int BytesMax = MegabytesMax * 1024 * 1024;

    /// <summary>Most files of one version, pictures counted.</summary>
    public const int FilesMax = 20;

    public const int NameMax = 200;

    // A PDF may begin with some bytes of a transport (ISO 32000-1, annex H.3.4.1: 1024).
    private const int PdfHeadMax = 1024;

    private static readonly byte[] CompoundFile =
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    private static readonly Dictionary<MaterialFileKind, string[]> Endings = new()
    {
        [MaterialFileKind.Pdf] = [".pdf"],
        [MaterialFileKind.Docx] = [".docx"],
        [MaterialFileKind.Doc] = [".doc", ".wps"],
        [MaterialFileKind.Jpeg] = [".jpg", ".jpeg"],
        [MaterialFileKind.Png] = [".png"],
        [MaterialFileKind.WebP] = [".webp"],
    };

    /// <summary>The type a file is served with.</summary>
    public static string ContentType(MaterialFileKind kind) => kind switch
    {
        MaterialFileKind.Pdf => "application/pdf",
        MaterialFileKind.Docx =>
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        MaterialFileKind.Doc => "application/msword",
        MaterialFileKind.Jpeg => "image/jpeg",
        MaterialFileKind.Png => "image/png",
        MaterialFileKind.WebP => "image/webp",
    };

    /// <summary>The ending a file of this kind has in the dossier.</summary>
    public static string Ending(MaterialFileKind kind) => Endings[kind][0];

    public static bool IsPicture(MaterialFileKind kind) =>
        kind is MaterialFileKind.Jpeg or MaterialFileKind.Png or MaterialFileKind.WebP;

    /// <summary>What a file is. Errors: it is none of ours, such as an archive that calls itself a
    /// PDF; its name says something else than its content; it holds macros.</summary>
    /// <param name="wordParts">Names of the parts of an archive and what they contain, where the
    /// file is one; null otherwise.</param>
    public static Outcome<MaterialFileKind> Of(
        ReadOnlySpan<byte> content, string name, WordParts? wordParts)
    {
        if (!Content(content, name, wordParts).Try(out var kind, out var problem))
        {
            return problem;
        }

        return Endings[kind].Any(ending =>
                name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            ? kind
            : new Problem(
                ProblemCode.MaterialFileMisnamed, "files", name, Ending(kind));
    }

    private static Outcome<MaterialFileKind> Content(
        ReadOnlySpan<byte> content, string name, WordParts? wordParts)
    {
        if (content[..Math.Min(content.Length, PdfHeadMax)].IndexOf("%PDF-"u8) >= 0
            && wordParts is null)
        {
            return MaterialFileKind.Pdf;
        }

        if (wordParts is not null)
        {
            return !wordParts.IsWord ? Unfit(name)
                : wordParts.HasMacros
                    ? new Problem(ProblemCode.MaterialFileMacros, "files", name)
                : MaterialFileKind.Docx;
        }

        if (content.StartsWith(CompoundFile))
        {
            // Streams are named in UTF-16 (MS-CFB 2.6); WordDocument is Word's own (MS-DOC 2.1).
            return content.IndexOf(Encoding.Unicode.GetBytes("WordDocument")) < 0 ? Unfit(name)
                : content.IndexOf(Encoding.Unicode.GetBytes("_VBA_PROJECT")) >= 0
                    ? new Problem(ProblemCode.MaterialFileMacros, "files", name)
                : MaterialFileKind.Doc;
        }

        var head = content[..Math.Min(content.Length, PictureKinds.HeadBytes)];
        if (!PictureKinds.Of(head, name).Try(out var picture, out var problem))
        {
            return problem.Code == ProblemCode.PictureHeic
                ? problem with { Field = "files" }
                : Unfit(name);
        }

        return picture switch
        {
            PictureKind.Jpeg => MaterialFileKind.Jpeg,
            PictureKind.Png => MaterialFileKind.Png,
            PictureKind.WebP => MaterialFileKind.WebP,
        };
    }

    private static Problem Unfit(string name) =>
        new(ProblemCode.MaterialFileUnfit, "files", name);
}

/// <summary>What the parts of an archive say of it.</summary>
/// <param name="IsWord">It is a Word document.</param>
/// <param name="HasMacros">It holds a macro project, or says it may (.docm).</param>
public sealed record WordParts(bool IsWord, bool HasMacros);
