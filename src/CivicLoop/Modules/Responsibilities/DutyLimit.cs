namespace CivicLoop.Modules.Responsibilities;

/// <summary>A number the city sets for itself.</summary>
internal sealed record DutyLimit(string Name, int Value)
{
    /// <summary>How many criteria one unit can lead.</summary>
    public const string Leads = "leads";

    /// <summary>Until the city says otherwise: a tenth of an edition of about 140 criteria.
    /// </summary>
    public const int LeadsUsual = 14;

    public const int LeadsMax = 1000;
}
