using CivicLoop.Domain.WhatIf;

namespace CivicLoop.Modules.WhatIf;

/// <summary>What is asked, as addresses and command lines write it.</summary>
/// <param name="From">First day, yyyy-MM-dd; null for the 90 days before today.</param>
/// <param name="To">Last day, itself included.</param>
/// <param name="Staff"><c>UNIT=+2</c>, <c>UNIT=-1</c>, <c>UNIT=6</c>.</param>
/// <param name="Limit"><c>CLASS=5</c>, <c>CLASS.CONDITION=5</c>, in the limit's own unit.</param>
/// <param name="Route"><c>CLASS@AREA=UNIT</c>; without an area the whole city.</param>
internal sealed record WhatIfQuery(
    string? From, string? To, IReadOnlyList<string> Staff, IReadOnlyList<string> Limit,
    IReadOnlyList<string> Route)
{
    public static WhatIfQuery Empty { get; } = new(null, null, [], [], []);

    /// <summary>As an address writes it, to be sent to others.</summary>
    public string Text => QueryString.Create(
        One("from", From).Concat(One("to", To))
            .Concat(Many("staff", Staff)).Concat(Many("limit", Limit))
            .Concat(Many("route", Route))).Value ?? "";

    private static IEnumerable<KeyValuePair<string, string?>> One(string name, string? value) =>
        string.IsNullOrWhiteSpace(value) ? [] : [KeyValuePair.Create(name, (string?)value)];

    private static IEnumerable<KeyValuePair<string, string?>> Many(
        string name, IEnumerable<string> values) =>
        values.Select(one => KeyValuePair.Create(name, (string?)one));
}

/// <summary>What is asked, understood.</summary>
/// <param name="FromDay">First day of the period in the city.</param>
/// <param name="ToDay">Last day.</param>
/// <param name="To">End of the last day, or now where that is still to come.</param>
internal sealed record WhatIfAsk(
    DateOnly FromDay, DateOnly ToDay, DateTimeOffset From, DateTimeOffset To,
    WhatIfChanges Changes);
