namespace CivicLoop.Domain.Cases;

/// <summary>Who told the city (GB/T 30428: patrol, higher level, media, the public).</summary>
public enum CaseSource
{
    /// <summary>市民: a resident, on the portal.</summary>
    Resident,

    /// <summary>采集员: a grid worker, inspector or other member of staff.</summary>
    Worker,

    /// <summary>上级交办: handed down by a higher level.</summary>
    HigherLevel,

    /// <summary>媒体: newspapers, broadcasting, social networks.</summary>
    Media,

    /// <summary>热线: the service hotline.</summary>
    Hotline,

    /// <summary>Open311: another program, by the open interface.</summary>
    Open311,
}
