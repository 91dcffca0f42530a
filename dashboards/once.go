package dashboards

// once returns what was made for the key before at this data version, or makes
// it: another language or theme asks the store nothing, and of many who ask at
// the same time one makes it. What fails is made anew by the next.
func once[T any](d *directory, key string, produce func() (T, error)) (made T, err error) {
	for {
		d.mu.Lock()
		if known, ok := d.made[key].(T); ok {
			d.mu.Unlock()
			return known, nil
		}
		other, busy := d.making[key]
		if !busy {
			break
		}
		d.mu.Unlock()
		<-other
	}
	done := make(chan struct{})
	d.making[key] = done
	d.mu.Unlock()
	failed := true // unless it is known not to, also when it panics
	defer func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		defer close(done)
		delete(d.making, key)
		if failed {
			return
		}
		if len(d.made) >= maxFindings {
			clear(d.made)
		}
		d.made[key] = made
	}()
	made, err = produce()
	failed = err != nil
	return made, err
}
