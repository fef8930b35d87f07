namespace Training.Domain.Agenda;

/// <summary>What one statement or two read together.</summary>
internal enum DutySource
{
    Rolls,
    Sessions,
    Filings,
    Parts,
    Notices,
    Agreements,
    Licences,
    Certificates,
    Courses,
    Returned,
    Stations,
    Pool,
    Questions,
    Inspections,
    Help,
    Subsidies,
    ModuleChecks,
}
