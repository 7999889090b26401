using System.Globalization;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Standards;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Tables;

namespace CivicLoop.Modules.Standards;

/// <summary>An edition as a table: a row for each part, read and written alike.</summary>
internal static class EditionSheet
{
    private const string Yes = "yes";

    /// <summary>Columns with their Chinese names.</summary>
    public static IReadOnlyDictionary<string, string[]> Known { get; } =
        new Dictionary<string, string[]>
        {
            ["level"] = ["层级"],
            ["code"] = ["代码", "编码"],
            ["parent"] = ["上级", "上级代码"],
            ["name_zh"] = ["名称", "中文名"],
            ["name_en"] = ["英文名"],
            ["method"] = ["方法", "测评方法"],
            ["site_kind"] = ["点位类型"],
            ["rule"] = ["计分规则", "规则"],
            ["points"] = ["分值"],
            ["common"] = ["通用项"],
            ["lead_zh"] = ["牵头单位"],
            ["lead_en"] = ["牵头单位英文名"],
            ["year"] = ["年份", "第几年"],
            ["share"] = ["权重", "权重%"],
            ["subject"] = ["对象"],
            ["sample"] = ["样例"],
            ["source_zh"] = ["来源"],
            ["source_en"] = ["来源英文"],
            ["form"] = ["材料形式"],
            ["needed"] = ["必报"],
            ["text_max"] = ["字数上限"],
            ["pictures_max"] = ["图片上限"],
        };

    public static EditionLine Line(SheetRow row) => new(row.Line, row.Cells);

    /// <summary>All rows of an edition, in the order of its levels.</summary>
    public static IEnumerable<IReadOnlyList<object?>> Rows(EditionBody body)
    {
        var edition = body.Edition;
        yield return Row(
            ("level", "edition"), ("code", edition.Code), ("name_zh", edition.NameZh),
            ("name_en", edition.NameEn), ("subject", edition.Subject),
            ("sample", edition.IsSample ? Yes : ""), ("source_zh", edition.SourceZh),
            ("source_en", edition.SourceEn), ("text_max", edition.TextMax),
            ("pictures_max", edition.PicturesMax));
        foreach (var one in body.Weights)
        {
            yield return Row(
                ("level", "weight"), ("year", one.Year), ("method", one.Part),
                ("share", Number(one.ShareMilli / 10m)));
        }

        foreach (var one in body.CheckItems.Where(one => one.SiteKindCode is null))
        {
            yield return Check("common", one);
        }

        foreach (var kind in body.SiteKinds)
        {
            yield return Named(
                "kind", kind, ("common", kind.CommonItems), ("lead_zh", kind.LeadZh),
                ("lead_en", kind.LeadEn));
            foreach (var one in body.CheckItems.Where(one => one.SiteKindCode == kind.Code))
            {
                yield return Check("check", one);
            }
        }

        foreach (var row in Tree(body))
        {
            yield return row;
        }
    }

    private static IEnumerable<IReadOnlyList<object?>> Tree(EditionBody body)
    {
        foreach (var one in body.Items)
        {
            yield return Named("item", one);
        }

        foreach (var one in body.Contents)
        {
            yield return Named("content", one, ("parent", one.ItemCode));
        }

        foreach (var one in body.Criteria)
        {
            yield return Named(
                "criterion", one, ("parent", one.ContentCode), ("lead_zh", one.LeadZh),
                ("lead_en", one.LeadEn));
        }

        foreach (var one in body.Measures)
        {
            yield return Named(
                "measure", one, ("parent", one.CriterionCode), ("method", one.Method),
                ("site_kind", one.SiteKindCode), ("rule", one.Rule),
                ("points", Points(one.PointsMilli)));
        }

        foreach (var one in body.Documents)
        {
            yield return Named(
                "document", one, ("parent", one.MeasureCode), ("form", one.Form),
                ("needed", one.IsNeeded ? Yes : "no"));
        }
    }

    private static object?[] Check(string level, CheckItem one) => Named(
        level, one, ("parent", one.SiteKindCode), ("rule", one.Rule),
        ("points", Points(one.PointsMilli)));

    private static object?[] Named(
        string level, IEditionPart part, params (string Column, object? Value)[] more) => Row(
        [
            ("level", level), ("code", part.Code), ("name_zh", part.Name.Zh),
            ("name_en", part.Name.En), .. more,
        ]);

    private static object?[] Row(params (string Column, object? Value)[] cells)
    {
        var byColumn = cells.ToDictionary(cell => cell.Column, cell => cell.Value);
        return
        [
            .. EditionReader.Columns.Select(column => (object?)Convert.ToString(
                byColumn.GetValueOrDefault(column), CultureInfo.InvariantCulture)),
        ];
    }

    private static string Points(int milli) => Number(milli / 1000m);

    private static string Number(decimal number) =>
        number.ToString("0.###", CultureInfo.InvariantCulture);
}
