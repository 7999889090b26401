using CivicLoop.Domain.Calendar;

namespace CivicLoop.Domain.Cases;

/// <summary>All classes of problems a city knows, with their conditions.</summary>
public sealed class CaseCatalogue
{
    private readonly Dictionary<string, CaseClass> byCode;
    private readonly Dictionary<(string, int), CaseCondition> conditions;
    private readonly ILookup<string, CaseCondition> conditionsByClass;

    public CaseCatalogue(
        IEnumerable<CaseClass> classes, IEnumerable<CaseCondition> conditions)
    {
        byCode = classes.ToDictionary(one => one.Code);
        this.conditions = conditions.ToDictionary(one => (one.ClassCode, one.N));
        conditionsByClass = this.conditions.Values.OrderBy(one => one.N)
            .ToLookup(one => one.ClassCode);
        Groups =
        [
            .. byCode.Values.Where(one => one.IsActive)
                .GroupBy(one => (one.Kind, one.GroupCode))
                .OrderBy(group => group.Key)
                .Select(group => new CaseGroup(
                    group.First().Group, [.. group.OrderBy(one => one.Code)])),
        ];
    }

    /// <summary>Active classes by their group (大类), in the order of the catalogue.</summary>
    public IReadOnlyList<CaseGroup> Groups { get; }

    public IReadOnlyCollection<CaseClass> All => byCode.Values;

    public CaseClass? Find(string? code) =>
        code is null ? null : byCode.GetValueOrDefault(code);

    public IEnumerable<CaseCondition> ConditionsOf(string classCode) =>
        conditionsByClass[classCode];

    public CaseCondition? Condition(string classCode, int n) =>
        conditions.GetValueOrDefault((classCode, n));

    /// <summary>Limit of a condition; null where it is agreed per case.</summary>
    public TimeLimit? LimitOf(string classCode, int n) => Condition(classCode, n)?.Limit;
}

/// <summary>A group of classes (大类).</summary>
public sealed record CaseGroup(LocalText Name, IReadOnlyList<CaseClass> Classes);
