namespace CivicLoop.Domain.Places;

/// <summary>Kinds of areas a city accounts by.</summary>
public enum AreaKind
{
    City,

    /// <summary>区县.</summary>
    District,

    /// <summary>街道, 乡镇.</summary>
    Subdistrict,

    /// <summary>社区, 村.</summary>
    Community,

    /// <summary>单元网格 (GB/T 30428.1).</summary>
    GridCell,

    /// <summary>A neighborhood of a city without Chinese divisions; stands where a district does.
    /// </summary>
    Neighborhood,

    /// <summary>开发区, 度假区: beside the divisions.</summary>
    DevelopmentZone,

    /// <summary>管控区: beside the divisions.</summary>
    ControlZone,
}
