using CivicLoop.Domain.Materials;
using CivicLoop.Domain.Standards;
using CivicLoop.Tests.Domain.Standards;

namespace CivicLoop.Tests.Domain.Materials;

/// <summary>An edition that wants a report, a document and pictures, and what the rules are asked
/// about.</summary>
internal static class SampleMaterials
{
    public const string Writer = "unit";
    public const string Office = "office";
    public const string Leader = "leader";

    public static readonly DateOnly Today = new(2026, 11, 24);

    public static EditionBody Edition(string code = "e-1")
    {
        var draft = SampleEditions.Draft(code);
        var rule = new CountRule(CountRuleKind.Count, 5);
        return draft with
        {
            Edition = draft.Edition with { TextMax = 50, PicturesMax = 2 },
            Measures =
            [
                .. draft.Measures,
                new(
                    code, "A.1.1.2", "A.1.1", 8, MeasureMethod.Material, null, rule, 5000, "材料",
                    "Documents"),
            ],
            Documents =
            [
                new(code, "D1", "A.1.1.2", 9, DocumentForm.Report, true, "说明", "Report"),
                new(code, "D2", "A.1.1.2", 10, DocumentForm.Document, true, "文件", "Document"),
                new(code, "D3", "A.1.1.2", 11, DocumentForm.Picture, false, "图片", "Pictures"),
            ],
        };
    }

    public static EditionBody Published()
    {
        var body = Edition();
        return body with
        {
            Edition = body.Edition with
            {
                State = EditionState.Published, EffectiveFrom = new DateOnly(2026, 1, 1),
            },
        };
    }

    public static Dossier Dossier(string name = "年度申报") => new()
    {
        Id = Guid.Empty, EditionCode = "e-1", Name = name, DueDay = Today.AddDays(10),
        OpenedBy = "account:office", OpenedAt = SampleEditions.Now,
    };

    public static Material Material(MaterialState state = MaterialState.Missing) => new()
    {
        Id = Guid.Empty, DossierId = Guid.Empty, Position = 1, CriterionCode = "A.1.1",
        MeasureCode = "A.1.1.2", DocumentCode = "D1", Form = DocumentForm.Report,
        IsNeeded = true, NameZh = "说明", NameEn = "Report", UnitOrg = Writer,
        DueDay = Today.AddDays(10), State = state, ChangedAt = SampleEditions.Now,
        ReturnReason = state == MaterialState.Returned ? "缺数据" : "",
    };

    public static MaterialAct Act(
        MaterialCommand command, string organization, string reason = "", bool assured = true) =>
        new(command, "account:x", organization, SampleEditions.Now, reason, assured);

    public static MaterialContent Text { get; } = new("有计划", [], 0);
}
