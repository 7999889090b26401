namespace CivicLoop.Domain.Standards;

/// <summary>测评方法: how a criterion is measured.</summary>
public enum MeasureMethod
{
    /// <summary>实地: on site, by the check items of a site kind.</summary>
    Field,

    /// <summary>材料: documents handed in.</summary>
    Material,

    /// <summary>问卷: asked of residents.</summary>
    Survey,

    /// <summary>统计: a number of a statistical office or a register.</summary>
    Statistic,
}

/// <summary>What has a code and a name in an edition.</summary>
public interface IEditionPart
{
    string EditionCode { get; }

    string Code { get; }

    /// <summary>Its place in the order the edition lists its parts.</summary>
    int Position { get; }

    LocalText Name { get; }
}

/// <summary>测评项目: the highest level of an edition.</summary>
public sealed record EditionItem(
    string EditionCode, string Code, int Position, string NameZh, string NameEn) : IEditionPart
{
    public LocalText Name => new(NameZh, NameEn);
}

/// <summary>测评内容: below an item.</summary>
public sealed record EditionContent(
    string EditionCode, string Code, string ItemCode, int Position, string NameZh, string NameEn)
    : IEditionPart
{
    public LocalText Name => new(NameZh, NameEn);
}

/// <summary>测评标准: below a content; what good looks like.</summary>
/// <param name="LeadZh">牵头单位, the line's answer; empty where none is named.</param>
public sealed record Criterion(
    string EditionCode, string Code, string ContentCode, int Position, string NameZh,
    string NameEn, string LeadZh, string LeadEn) : IEditionPart
{
    public LocalText Name => new(NameZh, NameEn);

    public LocalText Lead => new(LeadZh, LeadEn);
}

/// <summary>测评方法: one way in which a criterion is measured; it may have several.</summary>
/// <param name="SiteKindCode">The kind whose check items are looked at, for
/// <see cref="MeasureMethod.Field"/> only.</param>
/// <param name="PointsMilli">Points it can bring, in thousandths.</param>
public sealed record Measure(
    string EditionCode, string Code, string CriterionCode, int Position, MeasureMethod Method,
    string? SiteKindCode, CountRule Rule, int PointsMilli, string NameZh, string NameEn)
    : IEditionPart
{
    public LocalText Name => new(NameZh, NameEn);

    /// <summary>Thousandths of what was counted that have to be good for all points: the ratio its
    /// rule names, else all of it.</summary>
    public int NeedMilli => Rule.Kind == CountRuleKind.Ratio ? Rule.Need : Grades.WholeMilli;
}

/// <summary>What a document that is handed in consists of.</summary>
public enum DocumentForm
{
    /// <summary>说明报告: a text within the edition's limit; files may come with it.</summary>
    Report,

    /// <summary>正式文件: a document of an office, as PDF or Word.</summary>
    Document,

    /// <summary>图片资料: pictures within the edition's limit.</summary>
    Picture,
}

/// <summary>材料要求: a document that a measure by <see cref="MeasureMethod.Material"/> wants.
/// </summary>
/// <param name="IsNeeded">False for what may be left out.</param>
public sealed record EditionDocument(
    string EditionCode, string Code, string MeasureCode, int Position, DocumentForm Form,
    bool IsNeeded, string NameZh, string NameEn) : IEditionPart
{
    public LocalText Name => new(NameZh, NameEn);
}

/// <summary>点位类型: a kind of place that is inspected.</summary>
/// <param name="CommonItems">Codes of the common check items that apply too, with blanks between.
/// </param>
public sealed record SiteKind(
    string EditionCode, string Code, int Position, string NameZh, string NameEn, string LeadZh,
    string LeadEn, string CommonItems) : IEditionPart
{
    public LocalText Name => new(NameZh, NameEn);

    public LocalText Lead => new(LeadZh, LeadEn);

    public IReadOnlyList<string> Common => CodeList.Read(CommonItems);

    /// <summary>What is looked at on a site of this kind: its own items, then the common ones.
    /// </summary>
    /// <param name="items">Of its edition, in the edition's order; others are left out.</param>
    public IReadOnlyList<CheckItem> ChecksOf(IReadOnlyCollection<CheckItem> items)
    {
        var common = Common.ToHashSet();
        return
        [
            .. items.Where(one => one.SiteKindCode == Code),
            .. items.Where(one => one.SiteKindCode is null && common.Contains(one.Code)),
        ];
    }
}

/// <summary>检查项: one thing looked at on a site.</summary>
/// <param name="SiteKindCode">The kind it belongs to; null for a common item, which the kinds name.
/// </param>
/// <param name="PointsMilli">Its points in thousandths; a site's score is what was reached ÷ the
/// points of all items that applied.</param>
public sealed record CheckItem(
    string EditionCode, string Code, string? SiteKindCode, int Position, CountRule Rule,
    int PointsMilli, string NameZh, string NameEn) : IEditionPart
{
    public LocalText Name => new(NameZh, NameEn);
}
