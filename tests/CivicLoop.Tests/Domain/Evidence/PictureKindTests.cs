using System.Text;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Evidence;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Tests.Domain.Evidence;

public sealed class PictureKindTests
{
    [Theory]
    [InlineData("FFD8FFE000104A464946", PictureKind.Jpeg)]
    [InlineData("89504E470D0A1A0A0000000D49484452", PictureKind.Png)]
    [InlineData("52494646240000005745425056503820", PictureKind.WebP)]
    public void A_picture_is_known_by_its_first_bytes(string head, PictureKind kind) =>
        Assert.Equal(kind, PictureKinds.Of(Convert.FromHexString(head), "anything.txt").Value);

    [Theory]
    [InlineData("heic")]
    [InlineData("mif1")]
    public void A_heic_picture_is_named_as_such(string brand) => Assert.Equal(
        ProblemCode.PictureHeic,
        PictureKinds.Of([0, 0, 0, 24, .. Encoding.ASCII.GetBytes("ftyp" + brand)], "a.jpg")
            .Problem?.Code);

    [Theory]
    [InlineData("504B030414000000080000002100")] // zip
    [InlineData("474946383961")] // GIF
    [InlineData("524946462400000057415645")] // RIFF, but sound
    [InlineData("000000186674797061766966")] // AVIF
    [InlineData("FFD8")]
    [InlineData("")]
    public void What_is_no_picture_is_refused_whatever_its_name_says(string head) => Assert.Equal(
        ProblemCode.UnsupportedFileType,
        PictureKinds.Of(Convert.FromHexString(head), "photo.jpg").Problem?.Code);

    [Theory]
    [InlineData(CaseCommand.Rectify, PictureStage.Rectify)]
    [InlineData(CaseCommand.PassCheck, PictureStage.Check)]
    [InlineData(CaseCommand.FailCheck, PictureStage.Check)]
    [InlineData(CaseCommand.ConfirmOnSite, PictureStage.Check)]
    [InlineData(CaseCommand.Note, PictureStage.Update)]
    public void A_commands_pictures_belong_to_its_stage(CaseCommand command, PictureStage stage) =>
        Assert.Equal(stage, PictureStages.Of(command));
}
