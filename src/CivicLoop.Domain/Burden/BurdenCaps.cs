namespace CivicLoop.Domain.Burden;

/// <summary>What a unit is asked for in one week.</summary>
/// <param name="Minutes">Time all of it is reckoned to take.</param>
public readonly record struct BurdenLoad(int Tasks, int Forms, int Inspections, int Minutes)
{
    public int Asks => Tasks + Forms + Inspections;

    /// <summary>The load with more asks of one kind.</summary>
    public BurdenLoad With(AskKind kind, int minutes, int asks = 1) => kind switch
    {
        AskKind.Task => this with { Tasks = Tasks + asks, Minutes = Minutes + minutes },
        AskKind.Form => this with { Forms = Forms + asks, Minutes = Minutes + minutes },
        AskKind.Inspection => this with
        {
            Inspections = Inspections + asks, Minutes = Minutes + minutes,
        },
    };
}

/// <summary>Which number of a week is limited.</summary>
public enum CapKind
{
    Tasks,
    Forms,
    Inspections,
    Minutes,

    /// <summary>Requests of one and the same organisation.</summary>
    PerAsker,
}

/// <summary>How much a unit may be asked for in a week; the city sets the numbers.</summary>
/// <param name="Minutes">Of one week.</param>
/// <param name="PerAsker">Requests one organisation may send to one unit in a week.</param>
/// <param name="FactDays">For how long a fact that was entered need not be asked again.</param>
public sealed record BurdenCaps(
    int Tasks, int Forms, int Inspections, int Minutes, int PerAsker, int FactDays)
{
    public const int ValueMax = 10_000;

    /// <summary>Until the city says otherwise: five tasks, two forms, two inspections and one
    /// working day a week, three requests of one organisation; facts hold half a year.</summary>
    public static BurdenCaps Usual { get; } = new(5, 2, 2, 480, 3, 180);

    /// <summary>The first limit a load passes; null while it passes none.</summary>
    /// <param name="ofAsker">Requests of the organisation that asks now, this one counted.</param>
    public CapKind? Passed(BurdenLoad load, int ofAsker) =>
        load.Tasks > Tasks ? CapKind.Tasks
        : load.Forms > Forms ? CapKind.Forms
        : load.Inspections > Inspections ? CapKind.Inspections
        : load.Minutes > Minutes ? CapKind.Minutes
        : ofAsker > PerAsker ? CapKind.PerAsker
        : null;
}

/// <summary>What units are asked for, by unit and week.</summary>
public sealed class LoadBook
{
    private readonly Dictionary<(string Unit, DateOnly Week), BurdenLoad> loads = [];
    private readonly Dictionary<(string Unit, DateOnly Week, string Asker), int> askers = [];

    /// <summary>Adds asks of one organisation.</summary>
    public void Add(
        string unit, DateOnly week, string asker, AskKind kind, int asks, int minutes)
    {
        loads[(unit, week)] = Of(unit, week).With(kind, minutes, asks);
        askers[(unit, week, asker)] = OfAsker(unit, week, asker) + asks;
    }

    public BurdenLoad Of(string unit, DateOnly week) => loads.GetValueOrDefault((unit, week));

    public int OfAsker(string unit, DateOnly week, string asker) =>
        askers.GetValueOrDefault((unit, week, asker));

    /// <summary>The limit one more ask would pass; null where there is room.</summary>
    public CapKind? WouldPass(
        BurdenCaps caps, string unit, DateOnly week, string asker, AskKind kind, int minutes) =>
        caps.Passed(Of(unit, week).With(kind, minutes), OfAsker(unit, week, asker) + 1);
}
