using System.Text;
using CivicLoop.Domain.Materials;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Tests.Domain.Materials;

public sealed class MaterialFileKindTests
{
    private static readonly byte[] Ole =
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[56]];

    [Fact]
    public void A_file_is_what_it_holds()
    {
        Assert.Equal(MaterialFileKind.Pdf, Of("%PDF-1.7 x"u8, "a.pdf").Value);
        Assert.Equal(MaterialFileKind.Jpeg, Of([0xFF, 0xD8, 0xFF, 0xE0, 0, 0], "a.JPEG").Value);
        Assert.Equal(
            MaterialFileKind.Docx, Of("PK"u8, "a.docx", new WordParts(true, false)).Value);
        Assert.Equal(MaterialFileKind.Doc, Of(Old("WordDocument"), "a.doc").Value);
    }

    [Theory]
    [InlineData("plan.pdf")]
    [InlineData("photo.jpg")]
    [InlineData("plan.zip")]
    public void An_archive_is_refused_whatever_it_is_called(string name) => Assert.Equal(
        ProblemCode.MaterialFileUnfit,
        Of("PK\u0003\u0004"u8, name, new WordParts(false, false)).Problem?.Code);

    [Fact]
    public void A_name_that_says_something_else_is_refused() => Assert.Equal(
        [("plan.docx", ".pdf")],
        new[] { Of("%PDF-1.4"u8, "plan.docx").Problem! }.Select(problem =>
            (problem.Arguments[0].ToString()!, problem.Arguments[1].ToString()!)));

    [Fact]
    public void Word_documents_with_macros_are_refused()
    {
        Assert.Equal(
            ProblemCode.MaterialFileMacros,
            Of("PK"u8, "a.docm", new WordParts(true, true)).Problem?.Code);
        Assert.Equal(
            ProblemCode.MaterialFileMacros,
            Of(Old("WordDocument", "_VBA_PROJECT"), "a.doc").Problem?.Code);
    }

    [Fact]
    public void Anything_else_is_refused()
    {
        foreach (var content in new byte[][]
        {
            "MZ..."u8.ToArray(), "<html>"u8.ToArray(), [], Old("Workbook"),
        })
        {
            Assert.Equal(
                ProblemCode.MaterialFileUnfit, Of(content, "a.pdf").Problem?.Code);
        }
    }

    private static Outcome<MaterialFileKind> Of(
        ReadOnlySpan<byte> content, string name, WordParts? parts = null) =>
        MaterialFileKinds.Of(content, name, parts);

    private static byte[] Old(params string[] streams) =>
        [.. Ole, .. streams.SelectMany(Encoding.Unicode.GetBytes)];
}
