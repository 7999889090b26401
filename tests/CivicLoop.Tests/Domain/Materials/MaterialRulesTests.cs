using CivicLoop.Domain.Materials;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using static CivicLoop.Tests.Domain.Materials.SampleMaterials;

namespace CivicLoop.Tests.Domain.Materials;

public sealed class MaterialRulesTests
{
    private static readonly MaterialLimits Limits = new(TextMax: 5, PicturesMax: 2);

    [Fact]
    public void The_limits_of_a_text_and_its_pictures_are_the_editions()
    {
        Assert.Null(MaterialRules.Keepable(new("12345", [], 0), Limits));
        var longer = MaterialRules.Keepable(new("123456", [], 0), Limits)!;
        Assert.Equal(ProblemCode.FieldTooLong, longer.Code);
        Assert.Equal([5, 6], longer.Arguments);
        Assert.Null(MaterialRules.Keepable(
            new("", [MaterialFileKind.Png, MaterialFileKind.Jpeg, MaterialFileKind.Pdf], 0),
            Limits));
        Assert.Equal(
            ProblemCode.MaterialPicturesTooMany,
            MaterialRules.Keepable(
                new("", [.. Enumerable.Repeat(MaterialFileKind.WebP, 3)], 0), Limits)?.Code);
        Assert.Equal(
            new MaterialLimits(50, 2), MaterialLimits.Of(Edition().Edition));
    }

    [Fact]
    public void A_document_wants_a_document_and_pictures_want_pictures_or_what_is_held()
    {
        var nothing = new MaterialContent("文字", [], 0);
        var pdf = nothing with { Files = [MaterialFileKind.Pdf] };
        var png = nothing with { Files = [MaterialFileKind.Png] };
        var held = nothing with { References = 1 };
        Assert.Equal(
            ProblemCode.MaterialDocumentMissing,
            MaterialRules.Lacking(DocumentForm.Document, png)?.Code);
        Assert.Equal(
            ProblemCode.MaterialPictureMissing,
            MaterialRules.Lacking(DocumentForm.Picture, pdf)?.Code);
        Assert.Null(MaterialRules.Lacking(DocumentForm.Document, pdf));
        Assert.Null(MaterialRules.Lacking(DocumentForm.Picture, png));
        Assert.Null(MaterialRules.Lacking(DocumentForm.Document, held));
        Assert.Null(MaterialRules.Lacking(DocumentForm.Picture, held));
        Assert.NotNull(MaterialRules.Lacking(DocumentForm.Report, null));
    }

    [Fact]
    public void A_dossier_asks_for_every_document_in_the_order_of_its_edition()
    {
        var ids = 0;
        var wanted = DossierPlan.Of(
            Dossier(), Published(), code => code == "A.1.1" ? Writer : null,
            () => new Guid(++ids, 0, 0, new byte[8]), Today).Value;
        Assert.Equal(["D1", "D2", "D3"], wanted.Select(one => one.DocumentCode));
        Assert.Equal([1, 2, 3], wanted.Select(one => one.Position));
        Assert.All(wanted, one => Assert.Equal(Writer, one.UnitOrg));
        Assert.Equal([true, true, false], wanted.Select(one => one.IsNeeded));
    }

    [Fact]
    public void A_measure_that_names_no_document_wants_a_report()
    {
        var bare = Published() with { Documents = [] };
        var only = Assert.Single(
            DossierPlan.Of(Dossier(), bare, _ => null, () => Guid.Empty, Today).Value);
        Assert.Equal(("A.1.1.2", DocumentForm.Report), (only.DocumentCode, only.Form));
        Assert.Null(only.UnitOrg);
    }

    [Fact]
    public void A_dossier_of_a_draft_of_nothing_or_of_yesterday_is_refused()
    {
        ProblemCode? Refused(EditionBody body, Dossier dossier) => DossierPlan.Of(
            dossier, body, _ => null, () => Guid.Empty, Today).Problem?.Code;
        Assert.Equal(ProblemCode.DossierOfDraft, Refused(Edition(), Dossier()));
        Assert.Equal(
            ProblemCode.DossierEmpty,
            Refused(Published() with { Measures = [], Documents = [] }, Dossier()));
        Assert.Equal(
            ProblemCode.DossierDayPast,
            Refused(Published(), Dossier() with { DueDay = Today.AddDays(-1) }));
        Assert.Equal(ProblemCode.FieldRequired, Refused(Published(), Dossier("")));
    }

    [Fact]
    public void The_board_counts_what_is_late_and_what_is_due_within_seven_days()
    {
        Material Due(int days, MaterialState state, string? unit = "a") =>
            Material(state) with { DueDay = Today.AddDays(days), UnitOrg = unit };
        var board = DeadlineBoard.Of(
            [
                Due(-1, MaterialState.Missing), Due(0, MaterialState.Draft),
                Due(7, MaterialState.Returned), Due(8, MaterialState.Draft),
                Due(-9, MaterialState.Submitted), Due(-9, MaterialState.SignedOff),
                Due(-1, MaterialState.Missing, "b"), Due(-2, MaterialState.Missing, "b"),
                Due(30, MaterialState.Missing, null),
            ],
            Today);
        Assert.Equal(["b", "a", null], board.Select(one => one.Unit));
        Assert.Equal(new UnitDeadlines("a", 6, 1, 2, 1, 1, 1), board[1]);
    }

    [Fact]
    public void A_dossier_that_was_tampered_with_names_each_file_that_does_not_fit()
    {
        ManifestFile File(string path, string hash) => new(path, hash, 1);
        var manifest = new DossierManifest
        {
            City = "", Edition = "", EditionName = "", Dossier = Guid.Empty, Name = "",
            ExportedAt = default, ExportedBy = "", Materials = [], Open = [],
            Other = [File("a", "1"), File("b", "2"), File("c", "3")],
        };
        Assert.Empty(DossierCheck.Of(manifest, manifest.Other));
        Assert.Equal(
            [
                new(DossierFaultKind.Changed, "a"), new(DossierFaultKind.Missing, "b"),
                new(DossierFaultKind.Added, "c"), new(DossierFaultKind.Added, "x"),
            ],
            DossierCheck.Of(
                manifest, [File("a", "9"), File("c", "3"), File("c", "3"), File("x", "4")]));
    }
}
