namespace CivicLoop.Domain.Scores;

/// <summary>案件范围: which cases an evaluation or a rule counts.</summary>
public enum CaseScope
{
    All,

    /// <summary>常规案件: neither urgent nor referred.</summary>
    Ordinary,

    /// <summary>紧急案件: their limit runs in urgent hours, night and day.</summary>
    Urgent,

    /// <summary>交办与曝光案件: handed down by a higher level, or told by the media.</summary>
    Referred,
}
