namespace CivicLoop.Modules.Open311;

/// <summary>A part of an answer before it is written as XML or JSON; both say the same because both
/// are written from it.</summary>
internal abstract record Element(string Name)
{
    public static Element Text(string name, string? text) => new TextElement(name, text);

    public static Element Number(string name, double? number) => new NumberElement(name, number);

    public static Element Flag(string name, bool flag) => new FlagElement(name, flag);

    public static Element Group(string name, params IReadOnlyList<Element> parts) =>
        new GroupElement(name, parts);

    /// <summary>A container of one repeated child: a bare array in JSON.</summary>
    public static Element List(string name, IEnumerable<Element> items) =>
        new ListElement(name, [.. items]);
}

/// <param name="Value">Null or empty: an empty element, null in JSON.</param>
internal sealed record TextElement(string Name, string? Value) : Element(Name);

internal sealed record NumberElement(string Name, double? Value) : Element(Name);

internal sealed record FlagElement(string Name, bool Value) : Element(Name);

internal sealed record GroupElement(string Name, IReadOnlyList<Element> Parts) : Element(Name);

internal sealed record ListElement(string Name, IReadOnlyList<Element> Items) : Element(Name);
