/** Section 4.2: fill all transfers alike, freeze those that meet a cap, go on with the others. */
export interface Flow {
  host: number
  cap: number
  rate: number
}

export const share = (flows: readonly Flow[], hostCaps: readonly number[], siteCap: number): void => {
  let open = flows.filter((flow) => {
    flow.rate = 0
    return true
  })
  const leftOfHost = [...hostCaps]
  let leftOfSite = siteCap
  while (open.length > 0) {
    const hostShare = (host: number): number => Math.floor((leftOfHost[host] as number) / open.filter((flow) => flow.host === host).length)
    const siteShare = Math.floor(leftOfSite / open.length)
    const level = Math.min(siteShare, ...open.map((flow) => Math.min(flow.cap, hostShare(flow.host))))
    let frozen = open.filter((flow) => flow.cap === level)
    if (frozen.length === 0) frozen = open.filter((flow) => hostShare(flow.host) === level)
    if (frozen.length === 0) frozen = open
    for (const flow of frozen) {
      flow.rate = level
      leftOfHost[flow.host] = (leftOfHost[flow.host] as number) - level
      leftOfSite -= level
    }
    open = open.filter((flow) => !frozen.includes(flow))
  }
}
